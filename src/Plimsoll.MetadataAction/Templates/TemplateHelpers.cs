using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>The helpers that every template has (handlebarsjs.com, "Built-in Helpers").</summary>
internal static class TemplateHelpers
{
    private static readonly IReadOnlyList<object?> NoParameters = [];

    public static TemplateFunction? Find(string name) => All.GetValueOrDefault(name);

    private static Dictionary<string, TemplateFunction> All { get; } = new TemplateFunction[]
        {
            new("if", 2, (context, arguments) => If(context, arguments, "#if")),
            new("unless", 2, Unless),
            new("each", 2, Each),
            new("with", 2, With),
            new("lookup", 3, (_, arguments) => Lookup(arguments)),
            new("log", 0, (_, _) => null),
            // Known by name, but nothing that could be called.
            new("helperMissing", 0, (_, _) => throw TemplateError.NotCallable("helperMissing")),
            new("blockHelperMissing", 0, (_, _) => throw TemplateError.NotCallable("blockHelperMissing")),
        }
        .ToDictionary(helper => helper.Name, StringComparer.Ordinal);

    /// <summary>A block around a value: rendered for each item of a list, for the value itself, or not at all.</summary>
    public static string Block(object? context, object? value, TemplateOptions options) => value switch
    {
        true => options.Program(context, NoParameters, null),
        false or null => options.Inverse(context),
        IReadOnlyList<object?> { Count: 0 } => options.Inverse(context),
        IReadOnlyList<object?> => Each(context, [value, options]),
        _ => options.Program(value, NoParameters, null),
    };

    private static string If(object? context, IReadOnlyList<object?> arguments, string name)
    {
        var (condition, options) = One(context, arguments, name);
        var isIncludingZero = TemplateValue.IsTrue(options.Hash.GetValueOrDefault("includeZero"));
        return (!isIncludingZero && !TemplateValue.IsTrue(condition)) || TemplateValue.IsEmpty(condition)
            ? options.Inverse(context)
            : options.Program(context, NoParameters, null);
    }

    private static string Unless(object? context, IReadOnlyList<object?> arguments)
    {
        var (condition, options) = One(context, arguments, "#unless");
        return If(context, [condition, options with { Program = (value, _, _) => options.Inverse(value), Inverse = value => options.Program(value, NoParameters, null) }], "#if");
    }

    private static string With(object? context, IReadOnlyList<object?> arguments)
    {
        var (value, options) = One(context, arguments, "#with");
        return TemplateValue.IsEmpty(value) ? options.Inverse(context) : options.Program(value, [value], null);
    }

    private static string Each(object? context, IReadOnlyList<object?> arguments)
    {
        if (arguments is not [var given, TemplateOptions options, ..])
            throw PlimsollException.Usage("Must pass iterator to #each");

        var value = Resolve(context, given);
        var entries = value switch
        {
            IReadOnlyList<object?> items => items.Select((item, index) => ((object)(double)index, item)).ToList(),
            TemplateObject members => members.Select(member => ((object)member.Key, member.Value)).ToList(),
            _ => [],
        };
        if (entries.Count == 0)
            return options.Inverse(context);

        return string.Concat(entries.Select((entry, index) => options.Program(entry.Item2, [entry.Item2, entry.Item1], new TemplateObject
        {
            ["key"] = entry.Item1,
            ["index"] = (double)index,
            ["first"] = index == 0,
            ["last"] = index == entries.Count - 1,
        })));
    }

    private static object? Lookup(IReadOnlyList<object?> arguments) => arguments switch
    {
        [TemplateOptions] => throw TemplateError.NotCallable("lookup"),
        [var value, ..] when !TemplateValue.IsTrue(value) => value,
        [var value, var name, TemplateOptions] => TemplateValue.Property(value, TemplateValue.Text(name)),
        _ => throw TemplateError.NotCallable("lookup"),
    };

    private static (object? Value, TemplateOptions Options) One(object? context, IReadOnlyList<object?> arguments, string name) =>
        arguments is [var value, TemplateOptions options] ? (Resolve(context, value), options) : throw PlimsollException.Usage($"{name} requires exactly one argument");

    private static object? Resolve(object? context, object? value) => value is TemplateFunction function ? function.Invoke(context, []) : value;
}
