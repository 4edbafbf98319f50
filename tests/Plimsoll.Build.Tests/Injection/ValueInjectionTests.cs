using System.Reflection;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Injection;

public sealed class ValueInjectionTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Attributes_of_a_build_give_values_after_parameters_have_theirs()
    {
        var result = await _fixture.RunAsync<Sample>("Show", "--who", "you");

        Assert.Contains("field: hello you; property: hello you; static: hello you; component: hello you; untouched: as it was", result.Output);
        Assert.DoesNotContain("warning", result.Output);
    }

    [Fact]
    public async Task What_cannot_be_computed_is_a_warning_and_what_does_not_fit_an_error()
    {
        var result = await _fixture.RunAsync<Failing>("Show");
        Assert.Contains("warning: Failing.Value has no value: Failing is refused", result.Output);
        Assert.Equal(ExitCode.Done, result.ExitCode);

        var wrong = await _fixture.RunAsync<Wrong>("Show");
        Assert.Equal(ExitCode.Usage, wrong.ExitCode);
        Assert.Contains("Wrong.Value is of type Int32, and its attribute gives a String.", wrong.Error);
    }

    [Fact]
    public async Task Nothing_is_computed_for_the_help_and_the_plan()
    {
        Assert.DoesNotContain("warning", (await _fixture.RunAsync<Failing>("--help")).Output);
        Assert.DoesNotContain("warning", (await _fixture.RunAsync<Failing>("Show", "--plan")).Output);
    }

    private sealed class GreetingAttribute : ValueInjectionAttributeBase
    {
        public string Member { get; set; } = "Who";

        public override int Priority => -1;

        public override object? GetValue(MemberInfo member, object instance) =>
            GetMemberValue<string>(Member, instance) is { Length: > 0 } who ? $"hello {who}" : null;
    }

    private sealed class RefusingAttribute : ValueInjectionAttributeBase
    {
        public override object GetValue(MemberInfo member, object instance) => throw new InvalidOperationException($"{member.DeclaringType!.Name} is refused");
    }

    public interface IGreet : IPlimsollBuild
    {
        [Greeting] string Greeted => TryGetValue(() => Greeted)!;
    }

    private sealed class Sample : PlimsollBuild, IGreet
    {
        [Parameter] readonly string Who = "";
        [Greeting] readonly string Field = "";
        [Greeting] static string Static = "";
        [Greeting(Member = nameof(Empty))] readonly string Untouched = "as it was";
        const string Empty = "";

        [Greeting] string Property { get; } = "";

        Target Show => _ => _.Executes(() =>
            Log.Information($"field: {Field}; property: {Property}; static: {Static}; component: {((IGreet)this).Greeted}{Who[..0]}; untouched: {Untouched}"));
    }

    private sealed class Failing : PlimsollBuild
    {
        [Refusing] readonly string? Value;

        Target Show => _ => _.Executes(() => Log.Information($"{Value is null}"));
    }

    private sealed class Wrong : PlimsollBuild
    {
        [Greeting(Member = nameof(Name))] readonly int Value;
        const string Name = "you";

        Target Show => _ => _.Executes(() => Log.Information($"{Value}"));
    }
}
