import type { Decision } from '@app/contracts';

/** Heard and felt apart from one another: one high tone, two middle ones, three low ones. */
const TONES: Record<Decision, { hertz: number; times: number; seconds: number }> = {
  allow: { hertz: 1_320, times: 1, seconds: 0.12 },
  warn: { hertz: 740, times: 2, seconds: 0.16 },
  stop: { hertz: 330, times: 3, seconds: 0.24 },
};
const SHAKES: Record<Decision, number[]> = { allow: [60], warn: [120, 80, 120], stop: [300, 100, 300, 100, 300] };

let audio: AudioContext | undefined;

/** Browsers let a page be heard once somebody has touched it. */
export function allowSound(): void {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume();
}

/** Says a decision to whoever does not look at the screen. */
export function signal(decision: Decision): void {
  if ('vibrate' in navigator) navigator.vibrate(SHAKES[decision]);
  if (audio?.state !== 'running') return;
  const { hertz, times, seconds } = TONES[decision];
  for (let at = 0; at < times; at++) tone(audio, hertz, audio.currentTime + at * seconds * 1.5, seconds);
}

function tone(context: AudioContext, hertz: number, from: number, seconds: number): void {
  const [source, loudness] = [context.createOscillator(), context.createGain()];
  source.type = 'square';
  source.frequency.value = hertz;
  loudness.gain.setValueAtTime(0.25, from);
  loudness.gain.exponentialRampToValueAtTime(0.001, from + seconds);
  source.connect(loudness).connect(context.destination);
  source.start(from);
  source.stop(from + seconds);
}
