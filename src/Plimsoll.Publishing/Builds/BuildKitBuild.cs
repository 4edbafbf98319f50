using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Builds;

/// <summary>Builds a Dockerfile by BuildKit, wherever its builder runs, into an OCI archive; where BuildKit is part of the engine, into the engine.</summary>
internal sealed class BuildKitBuild(PlimsollHost host, BuildKitCommand command)
{
    public Task<BuiltImage> RunAsync(BuildRecipe recipe, ImageMetadata marks, CancellationToken cancellationToken) => BuildFolder.UseAsync(async folder =>
    {
        if (command.IsEngine && recipe.Platforms.Count > 1)
            throw PlimsollException.Usage("The Docker Engine's builder supports one platform at a time.", "Create a builder that supports several: docker buildx create --use.");

        var output = Path.Combine(folder.Path, command.IsEngine ? "id" : "image.tar");
        var arguments = command.IsBuildx ? BuildxArguments(recipe, marks, output, command.IsEngine) : BuildctlArguments(recipe, marks, output, Attests);
        var (succeeded, lines) = await command.Tool.RunAsync(arguments, recipe.Context, Variables(marks), host.BuildOutput, cancellationToken);
        if (!succeeded)
            throw new PlimsollException(ErrorKind.Failed, $"Building {recipe.Path} failed:\n  {BuildTool.Reason(lines)}", "See the build output above; verbosity 'quiet' does not print it.");
        if (!File.Exists(output))
            throw new PlimsollException(ErrorKind.Failed, $"Building {recipe.Path} produced no image.", "Check that the builder uses BuildKit: docker buildx inspect.");

        if (!command.IsEngine)
            return new BuiltImage(ImageLocation.Parse($"oci-archive:{output}"), marks, folder);

        var id = (await File.ReadAllTextAsync(output, cancellationToken)).Trim();
        folder.Dispose();
        return new BuiltImage(ImageLocation.Parse($"docker-daemon:{id}"), marks, folder: null);
    });

    /// <param name="recipe">What is built.</param>
    /// <param name="marks">What it says of itself.</param>
    /// <param name="output">The archive that is written, or with <paramref name="isEngine"/> the file of the image's ID.</param>
    /// <param name="isEngine">Whether the image stays in the engine.</param>
    internal static IReadOnlyList<string> BuildxArguments(BuildRecipe recipe, ImageMetadata marks, string output, bool isEngine)
    {
        List<string> arguments = ["buildx", "build", "--progress", "plain", "--file", recipe.Path];
        arguments.AddRange(isEngine ? ["--load", "--iidfile", output] : ["--output", Csv("type=oci", $"dest={output}")]);
        if (recipe.Target is { } target)
            arguments.AddRange(["--target", target]);
        if (recipe.Platforms.Count > 0)
            arguments.AddRange(["--platform", string.Join(',', recipe.Platforms)]);
        Add(arguments, "--build-arg", recipe.Arguments, "");
        Add(arguments, "--label", marks.Labels, "");

        // The engine's builder writes no manifest to annotate; the annotations are put on as the image is read.
        if (!isEngine)
            Add(arguments, "--annotation", marks.Annotations, recipe.Platforms.Count > 1 ? "index,manifest:" : "manifest:");
        if (recipe.Provenance is { } provenance)
            arguments.AddRange(["--provenance", provenance == BuildProvenance.None ? "false" : $"mode={Mode(provenance)}"]);
        if (recipe.Sbom is { } sbom)
            arguments.AddRange(["--sbom", sbom ? "true" : "false"]);
        AddEach(arguments, "--cache-from", recipe.Cache?.From);
        AddEach(arguments, "--cache-to", recipe.Cache?.To);
        AddEach(arguments, "--secret", recipe.Secrets);
        arguments.Add(recipe.Context);
        return arguments;
    }

    /// <param name="recipe">What is built.</param>
    /// <param name="marks">What it says of itself.</param>
    /// <param name="output">The archive that is written.</param>
    /// <param name="attests">Whether it has the attestations that buildx would add by itself.</param>
    internal static IReadOnlyList<string> BuildctlArguments(BuildRecipe recipe, ImageMetadata marks, string output, bool attests)
    {
        List<string> arguments =
        [
            "build", "--progress", "plain", "--frontend", "dockerfile.v0",
            "--local", $"context={recipe.Context}", "--local", $"dockerfile={Path.GetDirectoryName(recipe.Path)}", "--opt", $"filename={Path.GetFileName(recipe.Path)}",
        ];
        if (recipe.Target is { } target)
            arguments.AddRange(["--opt", $"target={target}"]);
        if (recipe.Platforms.Count > 0)
            arguments.AddRange(["--opt", $"platform={string.Join(',', recipe.Platforms)}"]);
        Add(arguments, "--opt", recipe.Arguments, "build-arg:");
        arguments.AddRange(["--opt", $"build-arg:SOURCE_DATE_EPOCH={Epoch(marks)}"]);
        Add(arguments, "--opt", marks.Labels, "label:");
        if ((recipe.Provenance ?? (attests ? BuildProvenance.Min : BuildProvenance.None)) is not BuildProvenance.None and var provenance)
            arguments.AddRange(["--opt", $"attest:provenance=mode={Mode(provenance)}"]);
        if (recipe.Sbom == true)
            arguments.AddRange(["--opt", "attest:sbom="]);
        AddEach(arguments, "--import-cache", recipe.Cache?.From.Select(Typed));
        AddEach(arguments, "--export-cache", recipe.Cache?.To.Select(Typed));
        AddEach(arguments, "--secret", recipe.Secrets);

        var levels = recipe.Platforms.Count > 1 ? new[] { "annotation.", "annotation-index." } : ["annotation."];
        var annotations = Sorted(marks.Annotations).SelectMany(annotation => levels.Select(level => $"{level}{annotation.Key}={annotation.Value}"));
        arguments.AddRange(["--output", Csv(["type=oci", $"dest={output}", .. annotations])]);
        return arguments;
    }

    /// <summary>buildx hands the epoch to the build.</summary>
    private static Dictionary<string, string> Variables(ImageMetadata marks) => new() { ["SOURCE_DATE_EPOCH"] = Epoch(marks) };

    /// <summary>buildctl attests nothing by itself; what buildx would do, the variable of buildx says for both.</summary>
    private bool Attests => host.Environment("BUILDX_NO_DEFAULT_ATTESTATIONS") is null or "" or "0" or "false";

    private static string Mode(BuildProvenance provenance) => provenance == BuildProvenance.Max ? "max" : "min";

    /// <summary>buildx takes a reference alone as a cache in a registry; buildctl wants it said.</summary>
    private static string Typed(string cache) => cache.Contains('=') ? cache : $"type=registry,ref={cache}";

    private static string Epoch(ImageMetadata marks) => marks.Created.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static void AddEach(List<string> arguments, string option, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
            arguments.AddRange([option, value]);
    }

    private static void Add(List<string> arguments, string option, IReadOnlyDictionary<string, string> values, string prefix)
    {
        foreach (var (name, value) in Sorted(values))
            arguments.AddRange([option, $"{prefix}{name}={value}"]);
    }

    private static IOrderedEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> values) => values.OrderBy(value => value.Key, StringComparer.Ordinal);

    /// <summary>The fields of one record of RFC 4180, as both commands take an output apart.</summary>
    private static string Csv(params IReadOnlyList<string> fields) =>
        string.Join(',', fields.Select(field => field.AsSpan().IndexOfAny("\",\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
}
