import type { ClientFailure } from "../output.ts";
/** Set Error Info PDU's code; undefined for ERRINFO_NONE. */
export declare function errorInfoFailure(code: number): ClientFailure | undefined;
/** MCS Disconnect Provider Ultimatum reason. */
export declare function disconnectReasonFailure(reason: number): ClientFailure;
/** Logon Errors Info of Save Session Info; undefined when it is only a notice and the logon goes on. */
export declare function logonErrorFailure(type: number, data: number): ClientFailure | undefined;
/** RDP_NEG_FAILURE failureCode. */
export declare function negotiationFailure(code: number): ClientFailure;
/** Licensing error message; undefined for STATUS_VALID_CLIENT. */
export declare function licenceFailure(errorCode: number): ClientFailure | undefined;
