using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Outputs;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Tests;

/// <summary>Runs the rules as a workflow would: from texts.</summary>
internal static class Evaluation
{
    public const string Sha = "860c1904a1ce19322e91ac35af1ab07466440c37";

    public static readonly WorkflowContext Context = new()
    {
        EventName = "push",
        Reference = "refs/heads/main",
        Sha = Sha,
        DefaultBranch = "main",
        CommitDate = new DateTimeOffset(2024, 2, 29, 23, 59, 59, 123, TimeSpan.Zero),
        Now = new DateTimeOffset(2026, 5, 19, 8, 30, 0, TimeSpan.Zero),
        Repository = new RepositoryDescription { Name = "app", Description = "An app", Url = "https://github.com/acme/app", License = "MIT", DefaultBranch = "main" },
    };

    public static WorkflowContext At(string reference) => Context with { Reference = reference };

    public static WorkflowContext Tag(string tag) => At($"refs/tags/{tag}");

    public static MetadataOutputs Derive(WorkflowContext context, string tags = "", string flavor = "", string images = "", string labels = "", string annotations = "")
    {
        var inputs = MetadataInputs.Read(name => name switch
        {
            "tags" => tags,
            "flavor" => flavor,
            "images" => images,
            "labels" => labels,
            "annotations" => annotations,
            _ => null,
        });
        return MetadataOutputs.Derive(inputs, context);
    }

    /// <summary>The tags on one line.</summary>
    public static string TagsOf(WorkflowContext context, string tags = "", string flavor = "") => string.Join(' ', Derive(context, tags, flavor).TagNames);

    public static string Error(WorkflowContext context, string tags = "", string flavor = "") =>
        Assert.Throws<PlimsollException>(() => Derive(context, tags, flavor)).Message;

    /// <summary>What a text with expressions becomes in a label, where nothing is sanitised.</summary>
    public static string Expand(string template, WorkflowContext? context = null)
    {
        var quoted = $"\"text={template.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return Derive(context ?? Context, "type=sha", labels: quoted).Labels.Single(label => label.StartsWith("text=", StringComparison.Ordinal))["text=".Length..];
    }
}
