"""Models of the site itself."""

from .pages import HomePage, StandardPage
from .settings import DemoLoad, FooterMenuItem, MainMenuItem, SiteSettings

__all__ = ["DemoLoad", "FooterMenuItem", "HomePage", "MainMenuItem", "SiteSettings", "StandardPage"]
