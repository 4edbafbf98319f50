using Plimsoll.Publishing.Initialization.Workflows;

namespace Plimsoll.Publishing.Initialization;

/// <summary>What is asked for when a repository is initialized.</summary>
internal sealed record InitializationOptions
{
    /// <summary>The CI hosts that workflows are written for. The default is none.</summary>
    public IReadOnlyList<WorkflowHost> Workflows { get; init; } = [];

    /// <summary>The image's name, with or without registry, where that is to be another than is found; <c>null</c> for the one that is found.</summary>
    public string? Image { get; init; }

    /// <summary>The registry, where that is to be another than is found; <c>null</c> for the one that is found.</summary>
    public string? Registry { get; init; }

    /// <summary>The version of the command that workflows install.</summary>
    public required string ToolVersion { get; init; }
}
