using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>What later steps of a pipeline need of a plan.</summary>
internal static class PlanOutputs
{
    /// <param name="plan">The plan.</param>
    /// <param name="file">Where it was saved, absolute; <c>null</c> where it was not.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Create(PublishPlan plan, string? file)
    {
        var outputs = new List<KeyValuePair<string, string>>
        {
            new("has-changes", Text(plan.HasChanges)),
            new("is-refused", Text(plan.Failed.Count > 0 || plan.Images.Any(image => image.Findings.Count > 0 || image.Tags.Any(tag => tag.Action == TagAction.Refuse)))),
            new("plan-hash", plan.PlanHash.ToString()),
            new("plan", file ?? ""),
        };
        if (plan.Images is [var only])
        {
            outputs.Add(new("image", only.Destination));
            outputs.Add(new("version", only.Version ?? ""));
            outputs.Add(new("tags", string.Join('\n', only.Tags.Select(tag => $"{only.Destination}:{tag.Tag}"))));
            outputs.Add(new("tag-names", string.Join('\n', only.Tags.Select(tag => tag.Tag))));
        }

        return outputs;
    }

    private static string Text(bool value) => value ? "true" : "false";
}
