"""The site: settings, routes, base pages, sign-in."""
