import type { KubernetesObject } from "../../../api/meta.ts";
import { AGE, type Column, NAME, text, wide } from "./column.ts";

interface Claim extends KubernetesObject {
  readonly spec: {
    readonly volumeName?: string;
    readonly storageClassName?: string;
    readonly volumeAttributesClassName?: string;
    readonly volumeMode?: string;
  };
  readonly status: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
  };
}

const SHORT: Readonly<Record<string, string>> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};

/** PersistentVolumeClaims: `printPersistentVolumeClaim`. */
export const CLAIM: readonly Column<Claim>[] = [
  NAME,
  text("Status", ({ status }) => status.phase ?? ""),
  text("Volume", ({ spec }) => spec.volumeName ?? ""),
  text("Capacity", ({ status }) => status.capacity?.storage ?? ""),
  text("Access Modes", ({ status }) =>
    (status.accessModes ?? []).map((mode) => SHORT[mode] ?? mode).join(","),
  ),
  text("StorageClass", ({ spec }) => spec.storageClassName ?? ""),
  text("VolumeAttributesClass", ({ spec }) => spec.volumeAttributesClassName ?? "<unset>"),
  AGE,
  wide("VolumeMode", ({ spec }) => spec.volumeMode ?? "<unset>"),
];
