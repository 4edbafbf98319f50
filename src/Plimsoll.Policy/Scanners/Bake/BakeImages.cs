using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bake;

/// <summary>
/// The images that targets of buildx's bake build upon, in HCL or in the JSON that HCL has: contexts in a registry, arguments
/// that can be nothing else, and Dockerfiles within. What they tag is built, and no argument that says its name is judged.
/// </summary>
internal sealed class BakeImages
{
    private readonly ScanContext _context;
    private readonly DeclarationScope _file;
    private readonly HashSet<string> _built = new(StringComparer.Ordinal);

    private BakeImages(SourceMapping root, ScanContext context) =>
        (_context, _file) = (context, FileValues.Scope(root, context.Source, hasBareNames: true));

    /// <summary>A cheap test of a file's raw bytes.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> content) =>
        content.IndexOf("target"u8) >= 0 && (content.IndexOf("docker-image://"u8) >= 0 || content.IndexOf("dockerfile-inline"u8) >= 0 || content.IndexOf("args"u8) >= 0);

    /// <summary>Adds those of a file.</summary>
    public static void Scan(SourceMapping root, ScanContext context)
    {
        var images = new BakeImages(root, context);
        var targets = FileValues.Blocks(root, "target").Select(target => (target, Scope: images.Scope(target))).ToList();
        foreach (var (target, scope) in targets)
            images.Built(target, scope);
        foreach (var (target, scope) in targets)
            images.Target(target, scope);
    }

    /// <summary>The names that a target sees: those of the file, and the values of its matrix.</summary>
    private DeclarationScope Scope(SourceMapping target) => target["matrix"] is SourceMapping matrix
        ? _file.With(path => matrix[path[0]] is SourceSequence values ? (new LocatedNode(new SourceAlternatives(values.Items), _context.Source), 1) : null)
        : _file;

    private void Built(SourceMapping target, DeclarationScope scope)
    {
        if (target["tags"] is not { } tags)
            return;

        foreach (var tag in scope.Items(new LocatedNode(tags, _context.Source)))
            foreach (var value in Values(tag, scope))
                _built.Add(ImageNames.Of(value.Resolved));
    }

    private void Target(SourceMapping target, DeclarationScope scope)
    {
        foreach (var (_, image) in Entries(target["contexts"], scope))
            if (image.Node is SourceScalar { IsNull: false } scalar)
                DeclaredImage.Add(_context, new LocatedScalar(scalar, image.Source), FileKinds.Bake, DeclarationTemplate.Find, scope.Lookup, prefix: "docker-image://");
        foreach (var (name, argument) in Entries(target["args"], scope))
            Argument(name.Value, argument, scope);
        if (target["dockerfile-inline"] is SourceScalar { IsNull: false } dockerfile)
            BakeDockerfile.Scan(dockerfile, scope, _context);
    }

    private void Argument(string name, LocatedNode argument, DeclarationScope scope)
    {
        if (argument.Source == _context.Source)
            _context.Pass(argument.Node as SourceScalar);
        foreach (var (_, resolved, token, source) in Values(argument, scope))
            if (BuildArgument.IsImage(name, resolved) && !_built.Contains(ImageNames.Of(resolved)))
                _context.Add(new FoundImage(source.Text[token.Start..token.End], resolved, token, FileKinds.Bake) { Source = source });
    }

    private IEnumerable<(SourceScalar Key, LocatedNode Value)> Entries(SourceNode? named, DeclarationScope scope)
    {
        foreach (var mapping in named is null ? [] : scope.Resolve(new LocatedNode(named, _context.Source)))
            foreach (var (key, value) in (mapping.Node as SourceMapping)?.Effective() ?? [])
                foreach (var option in scope.Resolve(mapping with { Node = value }))
                    yield return (key, option);
    }

    private IEnumerable<TemplatedImage.Value> Values(LocatedNode node, DeclarationScope scope) =>
        node.Node is SourceScalar scalar ? TemplatedImage.Values(_context, new LocatedScalar(scalar, node.Source), DeclarationTemplate.Find, scope.Lookup) : [];
}
