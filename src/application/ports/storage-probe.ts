export interface StorageProbe {
  /** Really asks the storage; fails with StorageUnavailable. */
  ping(): Promise<void>;
}
