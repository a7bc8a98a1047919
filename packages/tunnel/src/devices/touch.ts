/** JSON payload of `DeviceDown.TouchState`: whether the desktop takes touches and pens ([MS-RDPEI]) just now. */
export interface TouchState {
  /** Contacts at a time; 0: it takes none. */
  readonly mostContacts: number;
  readonly pen: boolean;
}
