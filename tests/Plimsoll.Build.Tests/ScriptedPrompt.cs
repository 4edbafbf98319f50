using Plimsoll.Build.Prompts;

namespace Plimsoll.Build.Tests;

/// <summary>Somebody who gives these answers, and then no more.</summary>
internal sealed class ScriptedPrompt(params string[] answers) : IPrompt
{
    private readonly Queue<string> _answers = new(answers);

    /// <summary>The questions asked, those about secrets with a star in front.</summary>
    public List<string> Questions { get; } = [];

    public string? Ask(string question, bool isSecret, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Questions.Add((isSecret ? "*" : "") + question);
        return _answers.TryDequeue(out var answer) ? answer : null;
    }
}
