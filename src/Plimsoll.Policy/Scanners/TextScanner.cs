using Plimsoll.Policy.Scanners.AzureResources;
using Plimsoll.Policy.Scanners.Bazel;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.DotNetProjects;
using Plimsoll.Policy.Scanners.Earthly;
using Plimsoll.Policy.Scanners.Fly;
using Plimsoll.Policy.Scanners.Hcl;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Jenkins;
using Plimsoll.Policy.Scanners.Jsonnet;
using Plimsoll.Policy.Scanners.Make;
using Plimsoll.Policy.Scanners.Nomad;
using Plimsoll.Policy.Scanners.Quadlet;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.SourceCode;
using Plimsoll.Policy.Scanners.Tasks;
using Plimsoll.Policy.Scanners.Terraform;

namespace Plimsoll.Policy.Scanners;

/// <summary>A kind of file with a grammar of its own, known by its name.</summary>
internal abstract class TextScanner
{
    /// <summary>All kinds, in the order in which a file is offered to them.</summary>
    public static IReadOnlyList<TextScanner> All { get; } =
    [
        new DockerfileScanner(),
        new HelmTemplateScanner(),
        new QuadletScanner(),
        new TerraformScanner(),
        new NomadScanner(),
        new HclScanner(),
        new BicepScanner(),
        new ProjectFileScanner(),
        new SourceCodeScanner(),
        new JsonnetScanner(),
        new ShellScanner(),
        new WindowsScriptScanner(),
        new MakefileScanner(),
        new JustfileScanner(),
        new JenkinsScanner(),
        new EarthfileScanner(),
        new BazelScanner(),
        new FlyScanner(),
    ];

    /// <summary>Whether a file with this path (forward slashes) is of this kind.</summary>
    public abstract bool Recognises(string path);

    /// <summary>Whether a file is of this kind, given the files around it. The default only looks at the path.</summary>
    public virtual bool Recognises(CandidateFile file, SourceTree tree) => Recognises(file.Path);

    /// <summary>Whether binary files have such names too, so that one that is too large is not of this kind.</summary>
    public virtual bool SharesNamesWithData => false;

    /// <summary>A cheap test of the file's raw bytes; <c>false</c> only where the file can hold no image.</summary>
    public virtual bool MayScan(ReadOnlySpan<byte> content) => true;

    /// <summary>
    /// Whether most files of such names have nothing to do with images. One whose bytes are not accepted by
    /// <see cref="MayScan"/>, or that turns out to hold no image, is then as if it were not there.
    /// </summary>
    public virtual bool IsSeldomDeployment => false;

    /// <summary>Adds the file's images to the context. It throws for no text.</summary>
    public abstract void Scan(ScanContext context, CancellationToken cancellationToken);
}
