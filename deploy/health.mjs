// The container's health check: ready when every dependency of the service is.
const { PORT = '3000' } = process.env;
const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
