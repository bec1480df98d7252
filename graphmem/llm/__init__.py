"""Language models: any OpenAI-compatible endpoint, or an object of the caller's."""
