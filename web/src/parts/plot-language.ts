/**
 * Loaded before the library of plots, which asks for the browser's language as it is loaded and throws where that is no valid
 * tag, such as `C` or `en-US@posix`. Here such a browser has English.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-GB', configurable: true });
}
