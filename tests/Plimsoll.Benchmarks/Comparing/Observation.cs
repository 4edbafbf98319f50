namespace Plimsoll.Benchmarks.Comparing;

/// <summary>What the run before the timed ones showed: counting and weighing would slow those down.</summary>
/// <param name="Memory">Bytes at the peak of the largest process, or <c>null</c> if it was not measured.</param>
/// <param name="Requests">How many requests registries got, or <c>null</c> where there is none.</param>
/// <param name="Writes">How many of them were to write, or <c>null</c> where there is no registry.</param>
/// <param name="OutputBytes">The size of what was made, or <c>null</c> where it is not looked at.</param>
internal sealed record Observation(long? Memory, int? Requests, int? Writes, long? OutputBytes);
