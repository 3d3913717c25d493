INSTALLED_APPS += ["people", "pictures"]
AUTH_USER_MODEL = "people.Person"
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
TEMPLATES[0]["DIRS"].insert(0, BASE_DIR / "house_templates")
