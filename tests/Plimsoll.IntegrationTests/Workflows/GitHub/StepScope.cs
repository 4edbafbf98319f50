using System.Text.Json.Nodes;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>What the steps of a job, or of a composite action in it, can read.</summary>
/// <param name="Contexts">Contexts beside <c>github</c>, <c>runner</c> and <c>steps</c>: inputs, matrix, needs and so on.</param>
/// <param name="Variables">The variables of the level.</param>
internal sealed record StepScope(IReadOnlyDictionary<string, JsonNode?> Contexts, IReadOnlyDictionary<string, string> Variables)
{
    public JsonObject Steps { get; } = [];

    /// <summary>The folder of the action; <c>null</c> in a job.</summary>
    public string? ActionPath { get; init; }

    public bool IsFailed { get; set; }
}
