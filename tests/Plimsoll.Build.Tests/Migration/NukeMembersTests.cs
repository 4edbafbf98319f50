using System.Reflection;
using Plimsoll.Publishing.Migration;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.Migration;

/// <summary>What the migration says of Plimsoll.Build is true of the library: what it names exists, and what it calls missing does not.</summary>
public sealed class NukeMembersTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Type[] Types = [.. typeof(PlimsollBuild).Assembly.GetExportedTypes(), .. typeof(Plimsoll.Build.Components.IHazGitVersion).Assembly.GetExportedTypes()];

    public static TheoryData<string> Existing => [.. NukeMembers.All.Where(member => member.Ours is not null).Select(member => member.Ours!).Distinct()];

    public static TheoryData<string> Missing => [.. NukeMembers.All.Where(member => member.Ours is null).Select(member => $"{member.Kind} {member.Name}")];

    [Theory]
    [MemberData(nameof(Existing))]
    public void What_is_named_exists(string name)
    {
        var parts = name.Split('.');
        var type = Assert.Single(Types, type => type.Name == parts[0]);

        Assert.True(parts.Length == 1 || type.GetMember(parts[1], All).Any(IsVisible), $"{name} does not exist: correct it in {nameof(NukeMembers)}.");
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void What_is_called_missing_is(string member)
    {
        var (kind, name) = (member.Split(' ')[0], member.Split(' ')[1]);
        var members = Enum.Parse<NukeMemberKind>(kind) switch
        {
            NukeMemberKind.Type => Types.Where(type => type.Name.Split('`')[0] == name),
            NukeMemberKind.Attribute => Types.Where(type => type.Name == name + "Attribute"),
            NukeMemberKind.Method => Types.SelectMany(type => Methods(type, name)),
            NukeMemberKind.Configured => Types.SelectMany(type => Methods(type, name)).Where(method => method.GetParameters().Any(parameter => typeof(Delegate).IsAssignableFrom(parameter.ParameterType))),
            NukeMemberKind.Override => Methods(typeof(PlimsollBuild), name).Where(method => method.IsVirtual),
            NukeMemberKind.Property => Types.Where(type => type == typeof(PlimsollBuild) || type == typeof(IPlimsollBuild) || type is { IsAbstract: true, IsSealed: true }).SelectMany(type => type.GetMember(name, All)).Where(IsVisible),
            var other => throw new InvalidOperationException($"{other} is not checked."),
        };

        Assert.True(!members.Any(), $"Plimsoll.Build has {name} now ({members.FirstOrDefault()}): correct it in {nameof(NukeMembers)} and in docs/migrating-from-nuke.md.");
    }

    [Fact]
    public void Namespaces_exist() =>
        Assert.Empty(NukeNamespaces.Ours.Except(Types.Select(type => type.Namespace!)).Except(["Plimsoll.Build.Components"]));

    [Fact]
    public void Texts_convert_to_paths_as_in_NUKE() =>
        Assert.Contains(typeof(AbsolutePath).GetMethods(), method => method.Name == "op_Implicit" && method.ReturnType == typeof(AbsolutePath));

    [Fact]
    public void The_page_has_the_same_table()
    {
        var page = Path.Combine(NativeCommand.RepositoryRoot, "docs/migrating-from-nuke.md");
        var text = File.ReadAllText(page);
        const string Heading = "## Members\n";
        var expected = text[..(text.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length)] + string.Concat(NukeMembers.All.GroupBy(member => member.Area).Select(Section));
        var written = Path.Combine(AppContext.BaseDirectory, "migrating-from-nuke.md");
        File.WriteAllText(written, expected);

        Assert.True(text == expected, $"The members changed: review {written}, then move it over {page}.");
    }

    private static string Section(IGrouping<string, NukeMember> area)
    {
        var same = area.Where(member => member.Ours is not null && Now(member) == member.Name).Select(Shown).Distinct().ToList();
        var renamed = area.Where(member => member.Ours is not null && Now(member) != member.Name).Select(member => $"| {Shown(member)} | renamed: `{Now(member)}` |\n");
        var missing = area.Where(member => member.Ours is null).GroupBy(member => member.Advice!).Select(group => $"| {string.Join(", ", group.Select(Shown).Distinct())} | {Escape(group.Key)} |\n");
        return $"\n### {area.Key}\n\n{(same.Count > 0 ? $"The same: {string.Join(", ", same)}.\n\n" : "")}| NUKE | Plimsoll.Build |\n| --- | --- |\n{string.Concat(renamed.Concat(missing))}";
    }

    private static string Now(NukeMember member) =>
        member.Ours![(member.Ours!.LastIndexOf('.') + 1)..] is var name && member.Kind == NukeMemberKind.Attribute ? name[..^"Attribute".Length] : name;

    private static string Shown(NukeMember member) => member.Kind switch
    {
        NukeMemberKind.Attribute => $"`[{member.Name}]`",
        NukeMemberKind.Configured => $"`{member.Name}(settings => …)`",
        _ => $"`{member.Name}`",
    };

    private static string Escape(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    private static IEnumerable<MethodInfo> Methods(Type type, string name) => type.GetMember(name, MemberTypes.Method, All).Cast<MethodInfo>().Where(IsVisible);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetMethod is { } get && IsVisible(get),
        _ => true,
    };
}
