using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>Scenarios of Molecule: the images of platforms that are containers. Those of other drivers are machines of a cloud.</summary>
internal sealed class MoleculeScanner : DocumentScanner
{
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool MayScan(CandidateFile file, FileProbe content) => IsScenario(file.Name) && content.HasImage;

    public override bool Recognises(SourceNode node, ScanContext context) =>
        IsScenario(context.File.Name) && node is SourceMapping document && document["platforms"] is SourceSequence;

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var isContainer = (document["driver"] as SourceMapping)?.Scalar("name")?.Value is null or "docker" or "podman" or "containers" or "default";
        foreach (var platform in ((SourceSequence)document["platforms"]!).Items.OfType<SourceMapping>())
            if (isContainer)
                context.Add(platform.Scalar("image"), FileKinds.Ansible, NoVariables, pinRefusal: "Molecule makes an image of it that has its name, which can have no digest");
            else
                context.Pass(platform.Scalar("image"));
    }

    private static bool IsScenario(string name) => name is "molecule.yml" or "molecule.yaml";
}
