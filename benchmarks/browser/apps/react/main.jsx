// The table with React: one reducer, memoised keyed rows, the production build.
import { memo, useReducer } from 'react';
import { createRoot } from 'react-dom/client';
import { row_source } from '../rows.js';

const next_rows = row_source();

function swapped(rows) {
  if (rows.length <= 998) return rows;
  const all = rows.slice();
  [all[1], all[998]] = [all[998], all[1]];
  return all;
}

// Rows are drawn by whoever dispatches, so that the reducer stays pure.
function reduce(state, action) {
  const { rows, selected } = state;
  switch (action.type) {
    case 'replace':
      return { rows: action.rows, selected: null };
    case 'append':
      return { rows: rows.concat(action.rows), selected };
    case 'update':
      return { rows: rows.map((row, i) => (i % 10 ? row : { id: row.id, label: row.label + ' !!!' })), selected };
    case 'swap':
      return { rows: swapped(rows), selected };
    case 'select':
      return { rows, selected: action.id };
    case 'remove':
      return { rows: rows.filter((row) => row.id !== action.id), selected };
  }
}

const Row = memo(function Row({ row, is_selected, dispatch }) {
  return (
    <tr className={is_selected ? 'danger' : ''}>
      <td className="col-md-1">{row.id}</td>
      <td className="col-md-4">
        <a onClick={() => dispatch({ type: 'select', id: row.id })}>{row.label}</a>
      </td>
      <td className="col-md-1">
        <a onClick={() => dispatch({ type: 'remove', id: row.id })}>
          <span className="glyphicon glyphicon-remove" aria-hidden="true" />
        </a>
      </td>
      <td className="col-md-6" />
    </tr>
  );
});

function Button({ id, text, press }) {
  return (
    <div className="col-sm-6 smallpad">
      <button type="button" className="btn btn-primary btn-block" id={id} onClick={press}>
        {text}
      </button>
    </div>
  );
}

const Jumbotron = memo(function Jumbotron({ dispatch }) {
  const replace = (count) => dispatch({ type: 'replace', rows: next_rows(count) });
  return (
    <div className="jumbotron">
      <div className="row">
        <div className="col-md-6">
          <h1>Table</h1>
        </div>
        <div className="col-md-6">
          <div className="row">
            <Button id="run" text="Create 1,000 rows" press={() => replace(1000)} />
            <Button id="runlots" text="Create 10,000 rows" press={() => replace(10000)} />
            <Button
              id="add"
              text="Append 1,000 rows"
              press={() => dispatch({ type: 'append', rows: next_rows(1000) })}
            />
            <Button id="update" text="Update every 10th row" press={() => dispatch({ type: 'update' })} />
            <Button id="clear" text="Clear" press={() => replace(0)} />
            <Button id="swaprows" text="Swap Rows" press={() => dispatch({ type: 'swap' })} />
          </div>
        </div>
      </div>
    </div>
  );
});

function App() {
  const [{ rows, selected }, dispatch] = useReducer(reduce, { rows: [], selected: null });
  return (
    <div className="container">
      <Jumbotron dispatch={dispatch} />
      <table className="table table-hover table-striped test-data">
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} is_selected={row.id === selected} dispatch={dispatch} />
          ))}
        </tbody>
      </table>
      <span className="preloadicon glyphicon glyphicon-remove" aria-hidden="true" />
    </div>
  );
}

createRoot(document.getElementById('main')).render(<App />);
