import { useEffect, useRef, useState, type RefObject } from 'react';
import { loadReader } from './reader';

export type CameraState = 'starting' | 'running' | 'denied' | 'none';

/** Between two looks at the picture: quick enough for a hand that passes, and the battery lasts a shift. */
const LOOK_MS = 120;

interface Camera {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  /** Undefined where the camera has no lamp. */
  lamp: { lit: boolean; toggle: () => void } | undefined;
}

/** Opens the camera that looks away from the person, and gives every code that it sees, again and again while it sees it. */
export function useCamera(onCode: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  const [track, setTrack] = useState<MediaStreamTrack>();
  const [lit, setLit] = useState(false);
  const listener = useRef(onCode);
  useEffect(() => {
    listener.current = onCode;
  });

  useEffect(() => {
    const ended = new AbortController();
    const watch = async (): Promise<void> => {
      const stream = await openCamera(ended.signal);
      if (typeof stream === 'string') return ended.signal.aborted ? undefined : setState(stream);
      setTrack(stream.getVideoTracks()[0]);
      await show(video.current!, stream);
      setState('running');
      await look(video.current!, (text) => listener.current(text), ended.signal);
    };
    void watch();
    return () => ended.abort();
  }, []);

  const hasLamp = track !== undefined && 'torch' in track.getCapabilities();
  const toggle = (): void => {
    void track!.applyConstraints({ advanced: [{ torch: !lit } as MediaTrackConstraintSet] }).then(() => setLit(!lit));
  };
  return { video, state, lamp: hasLamp ? { lit, toggle } : undefined };
}

async function openCamera(signal: AbortSignal): Promise<MediaStream | 'denied' | 'none'> {
  if (!('mediaDevices' in navigator)) return 'none'; // without HTTPS browsers have no cameras
  try {
    const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
    const stop = (): void => stream.getTracks().forEach((track) => track.stop());
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    return stream;
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none';
  }
}

async function show(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream;
  // a page that is left while its camera starts needs no picture
  await video.play().catch(() => undefined);
}

async function look(video: HTMLVideoElement, found: (text: string) => void, signal: AbortSignal): Promise<void> {
  const read = await loadReader();
  while (!signal.aborted) {
    if (video.readyState >= video.HAVE_CURRENT_DATA && !document.hidden)
      for (const text of await read(video)) found(text);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
