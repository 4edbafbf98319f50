using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Woodpecker;

/// <summary>
/// Woodpecker, and Drone before version 1, whose format it continues: the images of steps, services and clone steps, as lists
/// or by name, and their commands. The matrix is expanded; other variables are unknown.
/// </summary>
internal sealed class WoodpeckerScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) => IsWoodpeckerPath(file.Path) && content.HasImage;

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && IsWoodpeckerPath(context.File.Path)
        && document["kind"] is null
        && (document["steps"] ?? document["pipeline"]) is SourceSequence or SourceMapping;

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var environments = Environments(document["matrix"] as SourceMapping);
        var images = new PipelineImages(context, FileKinds.Woodpecker, ShellVariables.Find);
        var commands = new ShellImages(context, FileKinds.Woodpecker);
        foreach (var key in (ReadOnlySpan<string>)["clone", "steps", "pipeline", "services"])
        {
            var containers = document[key] switch
            {
                SourceSequence list => list.Items,
                SourceMapping named => named.Effective().Select(entry => entry.Value).Reverse(),
                _ => [],
            };
            foreach (var container in containers.OfType<SourceMapping>())
            {
                images.Add(container["image"], environments);
                commands.AddEach(commands.Lines(container["commands"]), environments, ShellVariables.Find);
            }
        }

        commands.Finish();
    }

    private static IReadOnlyList<ScalarLookup> Environments(SourceMapping? matrix)
    {
        if (matrix is null)
            return PipelineImages.NoVariables;

        var combinations = matrix["include"] is SourceSequence { Items.Count: <= Matrix.MaximumCombinations } included
            ? included.Items.OfType<SourceMapping>().Select(entry => entry.Effective().ToDictionary(pair => pair.Key.Value, pair => pair.Value)).ToList()
            : Matrix.Product(matrix.Effective().Select(entry => (entry.Key.Value, entry.Value)).Reverse(), StringComparer.Ordinal);
        return combinations is not { Count: > 0 }
            ? PipelineImages.NoVariables
            : combinations.ConvertAll<ScalarLookup>(combination => name => combination.GetValueOrDefault(name) is SourceScalar value ? [new LocatedScalar(value)] : null);
    }

    private static bool IsWoodpeckerPath(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith(".woodpecker.", StringComparison.Ordinal)
            || name is ".drone.yml" or ".drone.yaml"
            || path.StartsWith(".woodpecker/", StringComparison.Ordinal)
            || path.Contains("/.woodpecker/", StringComparison.Ordinal);
    }
}
