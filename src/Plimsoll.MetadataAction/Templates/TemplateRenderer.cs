using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>Renders the nodes of a template with the values that are in scope.</summary>
internal sealed class TemplateRenderer
{
    private static readonly TemplateObject NoHash = [];

    private readonly Scope _scope;

    private TemplateRenderer(Scope scope) => _scope = scope;

    public static string Render(TemplateProgram program, TemplateObject context) =>
        new TemplateRenderer(new Scope(context, null, new TemplateObject { ["root"] = context }, [])).Render(program);

    private string Render(TemplateProgram? program)
    {
        var text = new StringBuilder();
        foreach (var node in program?.Body ?? [])
            text.Append(node switch
            {
                ContentNode content => content.Value,
                MustacheNode { IsEscaped: true } mustache => HtmlText.Escape(TemplateValue.Text(Evaluate(mustache.Call, null, null))),
                MustacheNode mustache => TemplateValue.Text(Evaluate(mustache.Call, null, null)),
                BlockNode block => TemplateValue.Text(EvaluateBlock(block)),
                PartialNode { Fallback: { } fallback } => Render(fallback),
                PartialNode partial => throw PlimsollException.Usage($"The partial {partial.Name} could not be found"),
                _ => "",
            });
        return text.ToString();
    }

    private object? EvaluateBlock(BlockNode block)
    {
        var value = Evaluate(block.Call, block.Program, block.Inverse);
        return IsHelperCall(block.Call) || (block.Call.Path.IsSimple && FindHelper(block.Call.Path) is not null)
            ? value
            : TemplateHelpers.Block(_scope.Context, value, Options(block.Call, NoHash, block.Program, block.Inverse));
    }

    /// <summary>A call with arguments, a single name that may be a helper, or else a value that is called if it is a function.</summary>
    private object? Evaluate(CallExpression call, TemplateProgram? program, TemplateProgram? inverse)
    {
        var path = call.Path;
        if (IsHelperCall(call))
            return Invoke(call, program, inverse);
        if (!path.IsSimple || IsBlockParameter(path))
            return Lookup(path) is TemplateFunction lambda ? lambda.Invoke(_scope.Context, []) : Lookup(path);

        var found = FindHelper(path) ?? Lookup(path);
        return found is TemplateFunction function ? function.Invoke(_scope.Context, [Options(call, NoHash, program, inverse)]) : found;
    }

    private bool IsHelperCall(CallExpression call) =>
        !IsBlockParameter(call.Path) && (call.HasArguments || (call.Path.IsSimple && FindHelper(call.Path) is not null));

    private object? Invoke(CallExpression call, TemplateProgram? program, TemplateProgram? inverse)
    {
        var path = call.Path;
        var hash = new TemplateObject();
        var arguments = call.Parameters.Select(Value).ToList();
        foreach (var (name, value) in call.Hash)
            hash[name] = Value(value);
        arguments.Add(Options(call, hash, program, inverse));

        var found = path.Parts.Count > 0 && TemplateHelpers.Find(path.Parts[0]) is { } helper ? helper : Lookup(path);
        if (!TemplateValue.IsTrue(found))
            return arguments.Count == 1 ? null : throw TemplateError.MissingHelper(path.Original);
        return found is TemplateFunction function ? function.Invoke(_scope.Context, arguments) : throw TemplateError.NotCallable(path.Original);
    }

    private object? Value(TemplateExpression expression) => expression switch
    {
        LiteralExpression literal => literal.Value,
        PathExpression path => Lookup(path),
        CallExpression call => Invoke(call, null, null),
        _ => null,
    };

    private object? Lookup(PathExpression path)
    {
        IEnumerable<string> names = path.Parts;
        object? value;
        if (path.IsData)
            (value, names) = path.Parts.Count == 0 ? (_scope.Data, names) : (_scope.DataAt(path.Depth, path.Parts[0]), names.Skip(1));
        else if (IsBlockParameter(path))
            (value, names) = (_scope.Parameters.First(parameter => parameter.Key == path.Parts[0]).Value, names.Skip(1));
        else
            value = _scope.At(path.Depth);

        foreach (var name in names)
            value = TemplateValue.Property(value, name);
        return value;
    }

    private bool IsBlockParameter(PathExpression path) =>
        path is { IsData: false, Depth: 0, Parts.Count: > 0, IsScoped: false } && _scope.Parameters.Any(parameter => parameter.Key == path.Parts[0]);

    private static TemplateFunction? FindHelper(PathExpression path) => TemplateHelpers.Find(path.Parts[0]);

    /// <summary>Only in a block there is something to render; a part that it does not have gives nothing.</summary>
    private TemplateOptions Options(CallExpression call, TemplateObject hash, TemplateProgram? program, TemplateProgram? inverse)
    {
        var isBlock = program is not null || inverse is not null;
        return new TemplateOptions(
            call.Path.Original,
            hash,
            (context, parameters, data) => isBlock
                ? new TemplateRenderer(_scope.Enter(context, program?.Parameters ?? [], parameters, data)).Render(program)
                : throw TemplateError.NoBlock(call.Path.Original),
            context => isBlock ? new TemplateRenderer(_scope.Enter(context, [], [], null)).Render(inverse) : throw TemplateError.NoBlock(call.Path.Original));
    }

    /// <summary>What names can mean at a place.</summary>
    private sealed record Scope(object? Context, Scope? Outer, TemplateObject Data, IReadOnlyList<KeyValuePair<string, object?>> Parameters)
    {
        /// <summary>The scope of a block; one that has the same context is not a level for <c>..</c>.</summary>
        public Scope Enter(object? context, IReadOnlyList<string> names, IReadOnlyList<object?> values, TemplateObject? data)
        {
            var parameters = names.Zip(values, KeyValuePair.Create).Concat(Parameters).ToList();
            var merged = data is null ? Data : Frame(data);
            return Equals(context, Context) ? this with { Data = merged, Parameters = parameters } : new Scope(context, this, merged, parameters);
        }

        private TemplateObject Frame(TemplateObject data)
        {
            var frame = new TemplateObject();
            foreach (var (name, value) in Data.Concat(data).Append(new("_parent", Data)))
                frame[name] = value;
            return frame;
        }

        public object? At(int depth)
        {
            var scope = this;
            for (; depth > 0 && scope is not null; depth--)
                scope = scope.Outer;
            return scope?.Context;
        }

        public object? DataAt(int depth, string name)
        {
            object? data = Data;
            for (; depth > 0; depth--)
                data = TemplateValue.Property(data, "_parent");
            return TemplateValue.Property(data, name);
        }
    }
}
