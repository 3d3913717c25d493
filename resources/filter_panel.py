"""What the shared filter panel prints, and the chips above a list."""


def address(path, data):
    """`path` with a query string, without one if it is empty."""
    encoded = data.urlencode()
    return f"{path}?{encoded}" if encoded else path


def panel_facet(name, legend, choices, numbers, chosen, *, is_open=False):
    """A facet for the component `facets`: of `choices`, {value: label}, those with pages, and those that are chosen."""
    options = [
        {"value": value, "label": label, "count": numbers.get(value, 0), "is_selected": value in chosen}
        for value, label in choices.items()
        if numbers.get(value) or value in chosen
    ]
    return {"name": name, "legend": legend, "options": options, "is_open": is_open}


def chip(label, path, data):
    """A choice in force for the component `chips`; `data` is the query of the same list without it."""
    return {"label": label, "remove_url": address(path, data)}
