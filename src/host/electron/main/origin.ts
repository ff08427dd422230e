/** The scheme and the one origin that the renderer lives at. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'shodo';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const START_URL = `${APP_ORIGIN}/index.html`;

/**
 * Whether a URL lies at our origin, by its parsed parts: never by its beginning, which a look-alike host shares. Node
 * gives "null" as the origin of schemes it does not know, so scheme and host are compared instead.
 */
export const isAppUrl = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
};
