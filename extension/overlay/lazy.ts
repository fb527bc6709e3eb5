/** Something made at the first need. Opening a page must cost it nothing that nobody may ever look at. */
export interface Lazy<T> {
  (): T;
  /** The thing, where it was made already. */
  made: T | null;
}

export function lazy<T>(make: () => T): Lazy<T> {
  const get = (): T => {
    get.made ??= make();
    return get.made;
  };
  get.made = null as T | null;
  return get;
}
