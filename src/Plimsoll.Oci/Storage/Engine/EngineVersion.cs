using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Engine;

/// <summary>What an engine says of itself.</summary>
/// <param name="Version">The engine's version, such as <c>28.5.1</c>.</param>
/// <param name="ApiVersion">The highest version of the API it speaks, such as <c>1.51</c>.</param>
/// <param name="Platform">What the engine runs on.</param>
public sealed record EngineVersion(string Version, string ApiVersion, Platform Platform)
{
    /// <summary>The oldest version of the API it speaks, or <c>null</c>.</summary>
    public string? MinimumApiVersion { get; init; }
}
