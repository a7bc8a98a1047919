/** What `create` asks for, by [MS-SMB2] 2.2.13 as [MS-RDPEFS] 2.2.1.4.1 has it. */

/** CreateDisposition: what is done with a file that is there, and with one that is not. */
export const CreateDisposition = { Supersede: 0, Open: 1, Create: 2, OpenIf: 3, Overwrite: 4, OverwriteIf: 5 } as const;

/** CreateOptions. */
export const CreateOption = {
  DirectoryFile: 0x00000001,
  NonDirectoryFile: 0x00000040,
  DeleteOnClose: 0x00001000,
  OpenByFileId: 0x00002000,
} as const;

/** DesiredAccess. */
export const Access = {
  ReadData: 0x00000001,
  WriteData: 0x00000002,
  AppendData: 0x00000004,
  WriteExtendedAttributes: 0x00000010,
  Execute: 0x00000020,
  DeleteChild: 0x00000040,
  WriteAttributes: 0x00000100,
  Delete: 0x00010000,
  WriteDac: 0x00040000,
  WriteOwner: 0x00080000,
  MaximumAllowed: 0x02000000,
  GenericAll: 0x10000000,
  GenericExecute: 0x20000000,
  GenericWrite: 0x40000000,
  GenericRead: 0x80000000,
} as const;

/** SharedAccess: what others may do with the file meanwhile. */
export const Share = { Read: 1, Write: 2, Delete: 4 } as const;

/** Information of the answer to `create` ([MS-RDPEFS] 2.2.1.5.1): its FILE_SUPERSEDED stands for a new file. */
export const CreateResult = { Created: 0, Opened: 1, Overwritten: 3 } as const;
