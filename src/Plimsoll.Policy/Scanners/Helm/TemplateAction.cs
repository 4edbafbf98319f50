using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>An action of a template: <c>{{ … }}</c>.</summary>
/// <param name="Place">Where it stands, braces included.</param>
/// <param name="Expression">What is between the braces, without the dashes that trim white space.</param>
internal readonly record struct TemplateAction(TextRange Place, string Expression);
