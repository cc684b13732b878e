import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { droppedFiles, type PickedFile, pickedFiles, pickFiles } from './pick-files.js';

/** The element that takes the files. */
export type FileIntakeHost = ReactiveControllerHost & HTMLElement;

/** What the intake reports to. */
export interface FileIntakeOptions {
  /** Files were given; for one item, when they were chosen for it. */
  onFiles: (files: PickedFile[], key: string | undefined) => void;
  /** The `<input type="file">`, for browsers without a picker that gives handles. */
  input: () => HTMLInputElement | undefined;
}

/** The ways in which a person gives files: dropping, choosing and pasting. */
export class FileIntake implements ReactiveController {
  readonly #host: FileIntakeHost;
  readonly #options: FileIntakeOptions;
  #over = false;
  /** The item that the next chosen file belongs to. */
  #chosenFor: string | undefined;

  constructor(host: FileIntakeHost, options: FileIntakeOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Files are being dragged over the element. */
  get over(): boolean {
    return this.#over;
  }

  hostConnected(): void {
    document.addEventListener('paste', this.#onPaste);
  }

  hostDisconnected(): void {
    document.removeEventListener('paste', this.#onPaste);
  }

  /** Asks for files; for one item when `key` is given. */
  async choose(key?: string): Promise<void> {
    const picked = await pickFiles({ multiple: key === undefined });
    if (picked) {
      this.#give(picked, key);
    } else {
      this.#chosenFor = key;
      this.#options.input()?.click();
    }
  }

  onInput = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const picked = [...(input.files ?? [])].map((file) => ({ file }));
    const key = this.#chosenFor;
    this.#chosenFor = undefined;
    // So that choosing the same file once more is a change again.
    input.value = '';
    this.#give(picked, key);
  };

  onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#setOver(true);
  };

  onDragLeave = (event: DragEvent): void => {
    const panel = event.currentTarget as Element;
    if (!(event.relatedTarget instanceof Node) || !panel.contains(event.relatedTarget)) this.#setOver(false);
  };

  onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer) return;
    event.preventDefault();
    this.#setOver(false);
    void droppedFiles(event.dataTransfer).then((files) => this.#give(files, undefined));
  };

  /**
   * Files pasted into this element, or into the page itself. A text field of the page keeps its own, and the first of
   * several elements takes it.
   */
  #onPaste = (event: ClipboardEvent): void => {
    const files = event.clipboardData ? pickedFiles(event.clipboardData) : [];
    const isForPage = event.target === document.body || event.target === document.documentElement;
    const isHere = event.composedPath().includes(this.#host);
    if (files.length === 0 || event.defaultPrevented || !(isForPage || isHere)) return;
    event.preventDefault();
    this.#give(files, undefined);
  };

  #give(files: PickedFile[], key: string | undefined): void {
    if (files.length > 0) this.#options.onFiles(files, key);
  }

  #setOver(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }
}
