using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing;

/// <summary>What publishing is composed of; the command line and build components differ in nothing else.</summary>
public sealed record PublishServicesOptions
{
    /// <summary>Reads the git repository.</summary>
    public required IRepositoryReader RepositoryReader { get; init; }

    /// <summary>Connects to the Docker Engine; called at most once, and only when an engine is needed. What it gives is disposed.</summary>
    public required Func<IImageEngine> ConnectEngine { get; init; }

    /// <summary>The environment variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The version of Plimsoll, for receipts.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The registry that credentials in the environment are for, or <c>null</c>.</summary>
    public string? Registry { get; init; }

    /// <summary>How registries are spoken to; credentials, clock and journal are set from the values above.</summary>
    public RegistryClientOptions RegistryClient { get; init; } = new();

    /// <summary>Is told what happens, a line a step; may be <c>null</c>.</summary>
    public IProgress<string>? Story { get; init; }

    /// <summary>Receives warnings that are not a registry's own; may be <c>null</c>.</summary>
    public IProgress<string>? Warnings { get; init; }

    /// <summary>Is told what a build prints, line by line; may be <c>null</c>.</summary>
    public IProgress<string>? BuildOutput { get; init; }
}
