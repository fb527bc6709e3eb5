import type { FetchOptions } from 'openapi-fetch';
import type { PathsWithMethod } from 'openapi-typescript-helpers';
import type { paths } from './openapi';

/** Calls that the API's document knows, with the parameters and body that it asks for: held when this is compiled. */
export interface Call {
  method: 'get' | 'post' | 'put' | 'delete';
  path: keyof paths;
  options: { params?: unknown; body?: unknown };
}

export function get<P extends PathsWithMethod<paths, 'get'>>(path: P, options: FetchOptions<paths[P]['get']>): Call {
  return { method: 'get', path, options };
}

export function post<P extends PathsWithMethod<paths, 'post'>>(path: P, options: FetchOptions<paths[P]['post']>): Call {
  return { method: 'post', path, options };
}

export function put<P extends PathsWithMethod<paths, 'put'>>(path: P, options: FetchOptions<paths[P]['put']>): Call {
  return { method: 'put', path, options };
}

export function remove<P extends PathsWithMethod<paths, 'delete'>>(
  path: P,
  options: FetchOptions<paths[P]['delete']>,
): Call {
  return { method: 'delete', path, options };
}
