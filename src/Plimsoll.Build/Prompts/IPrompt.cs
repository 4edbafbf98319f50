namespace Plimsoll.Build.Prompts;

/// <summary>Somebody who can be asked.</summary>
internal interface IPrompt
{
    /// <summary>Asks a question and waits for one line.</summary>
    /// <param name="question">The question, shown as it is.</param>
    /// <param name="isSecret">Whether the answer must not be shown while it is typed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer without the end of its line; <c>null</c> where the input has ended.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    string? Ask(string question, bool isSecret, CancellationToken cancellationToken);
}
