"""Programs that know nothing of us and read our calendar text: what they would show somebody who has subscribed."""
