using System.Text.Json.Nodes;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>How a job ended: <c>success</c>, <c>failure</c> or <c>skipped</c>, and what it hands on.</summary>
internal sealed record WorkflowJob(string Result, JsonObject Outputs)
{
    public static WorkflowJob Skipped { get; } = new("skipped", []);

    public string Output(string name) => Outputs[name]?.GetValue<string>() ?? "";
}
