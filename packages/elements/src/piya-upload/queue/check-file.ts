import { HEAD_BYTES, recognizeFile, type ServiceStatus, UploadError } from '@piyakast/sdk';

/** Why the server would refuse a file: its size, its content or its name. `undefined` when nothing speaks against it. */
export async function checkFile(
  file: File,
  { maxUploadBytes, extensions }: ServiceStatus['limits'],
): Promise<UploadError | undefined> {
  if (file.size > maxUploadBytes) {
    return new UploadError('The file is larger than the server accepts.', { code: 'upload/too-large' });
  }
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const accepted = extensions.length > 0 ? extensions : undefined;
  return recognizeFile({ head, name: file.name, extensions: accepted }).refusal;
}
