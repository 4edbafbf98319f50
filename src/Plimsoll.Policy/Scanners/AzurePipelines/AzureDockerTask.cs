using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzurePipelines;

/// <summary>The task <c>Docker@2</c>: each tag that it pushes, under the repository it pushes to.</summary>
internal static class AzureDockerTask
{
    private const int MaximumTags = 100;

    /// <summary>Adds the tags that the task names; without any it pushes the number of the build.</summary>
    public static void Add(SourceMapping task, IReadOnlyList<ScalarLookup> environments, ScanContext context)
    {
        if (task["inputs"] is not SourceMapping inputs || inputs.Scalar("tags") is not { IsNull: false } tags || inputs.Scalar("repository") is not { IsNull: false } repository)
            return;

        var command = inputs.Scalar("command")?.Value ?? "buildAndPush";
        if (!command.Equals("buildAndPush", StringComparison.OrdinalIgnoreCase) && !command.Equals("push", StringComparison.OrdinalIgnoreCase))
            return;

        // A tag stands in the file as it is, whatever the scalar's style, except behind escapes: then the scalar is its place.
        var position = tags.Start;
        foreach (var tag in tags.Value.Split(['\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaximumTags))
        {
            var length = Math.Min(tags.End, context.Source.Text.Length) - position;
            var offset = length <= 0 ? -1 : context.Source.Text.AsSpan(position, length).IndexOf(tag);
            var token = offset < 0 ? new TextRange(tags.Start, tags.End) : new TextRange(position + offset, position + offset + tag.Length);
            if (offset >= 0)
                position = token.End;

            var scalar = new LocatedScalar(new SourceScalar(tag, isPlain: false, token.Start, token.End));
            foreach (var environment in environments)
                foreach (var name in TemplatedImage.Values(context, new LocatedScalar(repository), AzureVariables.Find, environment))
                    foreach (var value in TemplatedImage.Values(context, scalar, AzureVariables.Find, environment).Where(value => !value.Resolved.Contains(ImageUse.Unknown)))
                        context.Add(new FoundImage($"{repository.Value}:{value.Text}", $"{name.Resolved}:{value.Resolved}", value.Token, FileKinds.AzurePipelines)
                        {
                            Source = value.Source,
                            PinRefusal = FoundImage.BuiltHere,
                        });
        }
    }
}
