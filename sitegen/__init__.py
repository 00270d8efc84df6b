"""sitegen: annotated source archives as static sites that can be published, read offline and cited."""

__version__ = "0.1.0"
