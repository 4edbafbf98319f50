using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Engine;

/// <summary>One step of an image's history, as <c>docker history</c> lists it.</summary>
/// <param name="CreatedBy">The command that made the step; free text from the image.</param>
/// <param name="Size">How much the step's layer adds, in bytes; 0 for a step without a layer.</param>
public sealed record EngineHistoryEntry(string CreatedBy, long Size)
{
    /// <summary>The ID of the image as it was after this step, where the engine still has it, else <c>null</c>.</summary>
    public Digest? Id { get; init; }

    /// <summary>When the step ran, by the image's own account, or <c>null</c>.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>A remark of the builder; empty where there is none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The names of the image as it was after this step; empty for most.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
