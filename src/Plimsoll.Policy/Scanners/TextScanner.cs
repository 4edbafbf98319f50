using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Infrastructure;
using Plimsoll.Policy.Scanners.Quadlet;

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
        new BicepScanner(),
    ];

    /// <summary>Whether a file with this path (forward slashes) is of this kind.</summary>
    public abstract bool Recognises(string path);

    /// <summary>Whether the files around it say so too. The default is that they are not asked.</summary>
    public virtual bool Recognises(CandidateFile file, SourceTree tree) => Recognises(file.Path);

    /// <summary>Whether files that are no text have such names too, so that one that is too large is none of this kind.</summary>
    public virtual bool SharesNamesWithData => false;

    /// <summary>Adds the file's images to the context. There is no text that makes it throw.</summary>
    public abstract void Scan(ScanContext context, CancellationToken cancellationToken);
}
