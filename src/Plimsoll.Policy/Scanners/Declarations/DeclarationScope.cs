using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>
/// Follows references of HCL to the values that files give them. What is computed, empty or left to whoever runs it is
/// unknown.
/// </summary>
/// <param name="find">
/// The value of the first names of a path, and how many those are; <c>null</c> where it is unknown.
/// </param>
internal sealed class DeclarationScope(Func<string[], (LocatedNode Value, int Names)?> find)
{
    private const int MaximumDepth = 16;
    private const int MaximumNodes = 64;
    private const int MaximumListDepth = 4;

    /// <summary>The same with names of its own, which hide those of this one.</summary>
    public DeclarationScope With(Func<string[], (LocatedNode Value, int Names)?> own) => new(path => own(path) ?? find(path));

    /// <summary>The values of <c>var.a.b</c>, more than one where a condition decides.</summary>
    public IReadOnlyList<LocatedScalar>? Lookup(string name)
    {
        if (Find(name.Split('.'), 0) is not { } found)
            return null;

        // An option that is nothing names no image.
        var options = found.Node is SourceAlternatives choice ? [.. choice.Options.Where(option => option is not SourceScalar { IsNull: true })] : new List<SourceNode> { found.Node };
        return options.Count is > 0 and <= MaximumNodes && options.All(option => option is SourceScalar { IsNull: false })
            ? [.. options.Cast<SourceScalar>().Select(option => new LocatedScalar(option, found.Source))]
            : null;
    }

    /// <summary>The nodes that a node stands for: itself, what it refers to, or the branches of a condition.</summary>
    public IEnumerable<LocatedNode> Resolve(LocatedNode node, int depth = 0)
    {
        if (depth > MaximumDepth)
            return [node.Node is SourceAlternatives { Options: [SourceScalar first, ..] } ? node with { Node = new SourceScalar(DeclarationTemplate.Unknown, isPlain: false, first.Start, first.End) } : node];
        if (node.Node is SourceAlternatives choice)
            return choice.Options.Take(MaximumNodes).SelectMany(option => Resolve(node with { Node = option }, depth + 4)).Take(MaximumNodes);

        return node.Node is SourceScalar scalar && DeclarationTemplate.ParsePath(scalar.Value) is { } path && Find(path, depth) is { Node: not SourceScalar { IsNull: true } } found ? Resolve(found, depth + 1) : [node];
    }

    /// <summary>The items of a list, and of the lists that it is made of; of anything else, itself.</summary>
    public IEnumerable<LocatedNode> Items(LocatedNode list, int depth = 0) =>
        Resolve(list).SelectMany(found => found.Node is SourceSequence sequence && depth < MaximumListDepth
            ? sequence.Items.SelectMany(item => Items(found with { Node = item }, depth + 1))
            : [found]);

    private LocatedNode? Find(string[] path, int depth)
    {
        if (depth > MaximumDepth || find(path) is not (var (node, source), var names))
            return null;

        for (; names < path.Length; names++)
        {
            // A value that refers to another one has that one's parts.
            if (node is SourceScalar scalar)
                return DeclarationTemplate.ParsePath(scalar.Value) is { } other ? Find([.. other, .. path[names..]], depth + 1) : null;

            var next = node switch
            {
                SourceMapping mapping => mapping[path[names]],
                SourceSequence sequence when int.TryParse(path[names], out var index) && index >= 0 && index < sequence.Items.Count => sequence.Items[index],
                _ => null,
            };
            if (next is null)
                return null;
            node = next;
        }

        return new LocatedNode(node, source);
    }
}
