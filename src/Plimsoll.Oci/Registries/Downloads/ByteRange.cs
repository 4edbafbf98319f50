namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>A stretch of a blob.</summary>
/// <param name="From">The first byte.</param>
/// <param name="To">The byte after the last.</param>
internal readonly record struct ByteRange(long From, long To);
