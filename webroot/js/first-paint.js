// A classic script that runs before the first paint, so that a chosen theme never flashes the other one, and grey bars stand where
// the navigation will, but for pages without any.
if (location.pathname !== '/login' && !new URLSearchParams(location.search).has('snap')) {
  document.documentElement.dataset.skeleton = '';
}
try {
  const theme = localStorage.getItem('gc.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage may be refused; the system's theme is right then.
}
