namespace Plimsoll.Signing.Bundles;

/// <summary>What kind of entry a log has, and in which version of its form: <c>dsse</c> <c>0.0.1</c>.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Version">The version.</param>
internal sealed record KindVersion(string Kind, string Version);
