using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.Output;

/// <summary>The text that <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <param name="targets">All targets.</param>
    /// <param name="defaults">The targets that run when none is named.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="defaultOf">Returns the default value of a parameter, or <c>null</c>.</param>
    /// <param name="line">Writes a line.</param>
    public static void Write(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<ExecutableTarget> defaults,
        IReadOnlyList<BuildParameter> parameters,
        Func<BuildParameter, string?> defaultOf,
        Action<string> line)
    {
        line("Usage: ./build.sh [TARGETS] [OPTIONS]");
        line("");
        line("Targets:");
        Table(
            targets.Where(t => t.Listed).Select(t => (
                t.Name + (defaults.Contains(t) ? " (default)" : ""),
                Join("  ", t.Description, t.Dependencies.Count > 0 ? $"→ {string.Join(", ", t.Dependencies)}" : null))),
            line);
        var listed = parameters.Where(parameter => parameter.IsListed).ToList();
        if (listed.Count > 0)
        {
            line("");
            line("Parameters:");
            Table(listed.Select(p => (Left(p), Right(p, defaultOf(p)))), line);
        }

        line("");
        line("Options:");
        Table(BuiltInOption.All.Select(o => (Join(" ", o.Option, o.Value), o.Description)), line);
    }

    private static string Left(BuildParameter parameter) => parameter.IsSwitch ? parameter.Option : $"{parameter.Option} {Placeholder(parameter)}";

    private static string Placeholder(BuildParameter parameter)
    {
        var element = ValueShape.GetElementType(parameter.Type);
        var type = element ?? parameter.Type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var one = type switch
        {
            _ when !ValueShape.IsScalar(type) => "JSON",
            _ when ValueReader.GetChoices(type) is { Count: > 0 } choices => string.Join('|', choices),
            _ when type == typeof(AbsolutePath) || Solution.IsType(type) => "PATH",
            _ when type == typeof(string) => "TEXT",
            _ when type.IsPrimitive || type == typeof(decimal) => "NUMBER",
            _ => type.Name.ToUpperInvariant(),
        };
        return element is null ? one : $"{one}[{(ValueShape.IsScalar(type) ? parameter.Separator : "")}…]";
    }

    private static string Right(BuildParameter parameter, string? defaultValue)
    {
        string?[] facts =
        [
            parameter.IsRequired ? "required" : null,
            parameter.IsSecret ? "secret" : null,
            parameter.IsSecret || defaultValue is null ? null : $"default {defaultValue}",
            parameter.Variable,
        ];
        return Join("  ", parameter.Description, $"[{Join(", ", facts)}]");
    }

    private static void Table(IEnumerable<(string Left, string Right)> rows, Action<string> line)
    {
        var all = rows.ToList();
        var width = all.Where(r => r.Left.Length <= 36).Select(r => r.Left.Length).DefaultIfEmpty().Max();
        foreach (var (left, right) in all)
        {
            if (left.Length > width)
            {
                line($"  {left}");
                line($"  {"".PadRight(width)}  {right}".TrimEnd());
            }
            else
            {
                line($"  {left.PadRight(width)}  {right}".TrimEnd());
            }
        }
    }

    private static string Join(string separator, params string?[] parts) =>
        string.Join(separator, parts.Where(p => !string.IsNullOrEmpty(p)));
}
