using Plimsoll.Oci;

namespace Plimsoll.Policy.Rules;

/// <summary>A tag that a rule does not allow to be published.</summary>
/// <param name="Rule">One of <see cref="RuleNames"/>.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Message">What is refused and why, naming tag and rule.</param>
/// <param name="Advice">What to do instead.</param>
internal sealed record TagRefusal(string Rule, string Tag, string Message, string Advice)
{
    /// <summary>The refusal as the failure of a plan (exit code 3).</summary>
    public PlimsollException ToException() => new(ErrorKind.Policy, Message, Advice);
}
