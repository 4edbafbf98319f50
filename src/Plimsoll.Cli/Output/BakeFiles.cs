using Plimsoll.MetadataAction.Outputs;

namespace Plimsoll.Cli.Output;

/// <summary>The bake files of a run, in a folder of their own below <c>RUNNER_TEMP</c> or the system's temporary folder.</summary>
/// <param name="Tags">The file with tags and arguments.</param>
/// <param name="Labels">The file with labels.</param>
/// <param name="Annotations">The file with annotations.</param>
/// <param name="All">The file with tags, labels and arguments.</param>
internal sealed record BakeFiles(string Tags, string Labels, string Annotations, string All)
{
    public static BakeFiles Write(MetadataOutputs outputs, Func<string, string?> environment)
    {
        var parent = Directory.CreateDirectory(environment("RUNNER_TEMP") ?? Path.GetTempPath());
        var folder = Path.Combine(parent.FullName, $"plimsoll-metadata-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        return new BakeFiles(
            Write(folder, "-tags", outputs.BakeTags),
            Write(folder, "-labels", outputs.BakeLabels),
            Write(folder, "-annotations", outputs.BakeAnnotations),
            Write(folder, "", outputs.Bake));
    }

    private static string Write(string folder, string suffix, string content)
    {
        var file = Path.Combine(folder, $"docker-metadata-action-bake{suffix}.json");
        File.WriteAllText(file, content);
        return file;
    }
}
