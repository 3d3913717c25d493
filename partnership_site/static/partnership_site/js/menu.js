/** <site-menu-box>: closes the <details> menu within it on Escape, on a click elsewhere and when the focus moves on. */
class Menu extends HTMLElement {
  connectedCallback() {
    const menu = this.querySelector("details");
    if (!menu) return;
    const close = () => { menu.open = false; };
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      close();
      menu.querySelector("summary").focus();
    });
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget)) close();
    });
    document.addEventListener("click", (event) => {
      if (!this.contains(event.target)) close();
    });
  }
}

customElements.define("site-menu-box", Menu);
