"""The look: styles, layouts, components and form fields."""
