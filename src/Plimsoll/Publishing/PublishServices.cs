using Plimsoll.Images;
using Plimsoll.Storage;

namespace Plimsoll.Publishing;

/// <summary>What a publisher needs of the world; composed by the command line and by build components.</summary>
public sealed record PublishServices
{
    /// <summary>Observes repository, host and clock.</summary>
    public required BuildObserver Observer { get; init; }

    /// <summary>Opens a repository of a registry.</summary>
    public required Func<ImageReference, IImageRepository> OpenRegistry { get; init; }

    /// <summary>Connects to the Docker Engine.</summary>
    public required Func<IImageEngine> OpenEngine { get; init; }

    /// <summary>The credentials that the engine is given for a registry, or <c>null</c> for none.</summary>
    public required Func<ImageReference, CancellationToken, ValueTask<EngineCredentials?>> FindEngineCredentials { get; init; }

    /// <summary>The clock of receipts.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The version of Plimsoll, for receipts.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Is told what happens, a line a step; may be <c>null</c>.</summary>
    public IProgress<string>? Story { get; init; }
}
