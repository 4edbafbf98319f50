using System.Globalization;
using Plimsoll.MetadataAction.Expressions;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Outputs;

/// <summary>The labels or annotations of an image: eight of the OCI image-spec, then the user's own over them, ordered by key.</summary>
internal static class MetadataLabels
{
    private const string Prefix = "org.opencontainers.image.";

    /// <returns>Each with its key and value; entries of the user's without <c>=</c> are dropped.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Create(WorkflowContext context, string? version, IReadOnlyList<string> own, RuleExpressions expressions)
    {
        var labels = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Prefix + "title"] = context.Repository.Name,
            [Prefix + "description"] = context.Repository.Description,
            [Prefix + "url"] = context.Repository.Url,
            [Prefix + "source"] = context.Repository.Url,
            [Prefix + "version"] = version ?? "",
            [Prefix + "created"] = context.Now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            [Prefix + "revision"] = context.Sha,
            [Prefix + "licenses"] = context.Repository.License,
        };
        foreach (var entry in own)
            if (expressions.Expand(entry).Split('=', 2) is [var key, var value])
                labels[key] = value;
        return [.. labels.OrderBy(label => label.Key, LabelOrder.Instance)];
    }
}
