"""Where pages stand, as numbers of the pages from the root down to the page itself: "/1/3/17/"."""

from resources.pages import BasePage


def tree_paths(paths) -> dict[str, str]:
    """{treebeard path: tree path} of pages. One query for the pages above all of them."""
    step = BasePage.steplen
    wanted = set(paths)
    above = {path[:end] for path in wanted for end in range(step, len(path) + 1, step)}
    numbers: dict[str, int] = {}
    batch = sorted(above)
    for start in range(0, len(batch), 500):
        found = BasePage.objects.filter(path__in=batch[start : start + 500]).values_list("path", "pk")
        numbers.update(found.order_by())
    return {path: _joined(numbers, path, step) for path in wanted}


def tree_path_of(page) -> str:
    """The tree path of one page."""
    return tree_paths([page.path])[page.path]


def moved_tree_path(tree_path: str, page_id: int, new_path: str) -> str:
    """The tree path of something that stands below the page when the page's own has become `new_path`."""
    _above, mark, below = tree_path.partition(f"/{page_id}/")
    return f"{new_path}{below}" if mark else tree_path


def _joined(numbers, path, step):
    parts = (numbers.get(path[:end]) for end in range(step, len(path) + 1, step))
    return "/" + "".join(f"{number}/" for number in parts if number)
